/** The two lines between a module and the controller of its own that are listened to. */

export interface ListeningPorts {
  /** Carries what the controller sends; null when nobody listens there. */
  readonly commands: string | null;
  /** Carries what the module answers. */
  readonly answers: string | null;
}

/** Both ports as one, by the marks of the log: `→ A  ← B`. */
export function listeningName({ commands, answers }: ListeningPorts): string {
  const marked = [commands === null ? null : `→ ${commands}`, answers === null ? null : `← ${answers}`];
  return marked.filter((port) => port !== null).join('  ');
}

/** Which of the two a listening run heard, by the name of its port. */
export function heardIn(name: string): 'both' | 'commands' | 'answers' {
  if (!name.includes('← ')) return 'commands';
  return name.includes('→ ') ? 'both' : 'answers';
}
