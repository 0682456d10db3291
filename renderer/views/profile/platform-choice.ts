import type { PlatformRow } from '../../../shared/platform-checks.ts';
import type { ProfileForm } from './form.ts';

/** The fields that choosing a platform sets. A host that may be right is left as it is. */
export function fieldsOfPlatform(platform: PlatformRow, form: ProfileForm): Partial<ProfileForm> {
  const { host, ports } = platform;
  const tls = form['broker.tls'];
  const wanted = tls ? ports.ssl : ports.plain;
  const isKnownHost = host.pattern?.test(form['broker.host']) ?? true;
  return {
    ...(host.only !== null && !isKnownHost ? { 'broker.host': host.only } : {}),
    ...(ports.fixed && wanted !== null ? { 'broker.port': String(wanted) } : {}),
  };
}

/** The port for the other kind of connection: the platform's, unless one of one's own was typed. */
export function portFor({ ports }: PlatformRow, tls: boolean, typed: string): string {
  const [from, to] = tls ? [ports.plain, ports.ssl] : [ports.ssl, ports.plain];
  return to !== null && typed.trim() === String(from) ? String(to) : typed;
}
