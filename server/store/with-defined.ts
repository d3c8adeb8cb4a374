/** Copies only members that have a value, so that absent stays absent in JSON. */
export function withDefined<T extends object>(base: T, optional: { [K in keyof T]?: T[K] | undefined }): T {
  const result = { ...base };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) Object.assign(result, { [name]: value });
  }
  return result;
}
