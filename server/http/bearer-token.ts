/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
}
