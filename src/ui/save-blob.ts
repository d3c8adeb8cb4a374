/** Hands a file to the browser's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has read it by then; WebKit reads late.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
