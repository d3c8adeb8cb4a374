/**
 * Where this server is, as the caller reached it: files get their address from it.
 * Forwarded headers are believed, since a caller who lies spoils only their own answer.
 */
export function requestOrigin(request: Request): string {
  const { protocol, host } = new URL(request.url);
  const forwarded = request.headers.get('X-Forwarded-Proto');
  const scheme = forwarded === 'https' || forwarded === 'http' ? `${forwarded}:` : protocol;
  const forwardedHost = request.headers.get('X-Forwarded-Host') ?? '';
  return `${scheme}//${/^[\w.-]+(:\d+)?$/.test(forwardedHost) ? forwardedHost : host}`;
}
