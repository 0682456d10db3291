/** What happens at the stand-in, told to the tests in order, and what the tests answer. */

export interface QuestionOptions {
  readonly message: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

export type Happening =
  | { readonly kind: 'error_box'; readonly title: string; readonly text: string }
  | { readonly kind: 'question'; readonly options: QuestionOptions }
  | { readonly kind: 'save_dialog'; readonly fileName: string }
  | { readonly kind: 'file_shown'; readonly path: string }
  | { readonly kind: 'folder_opened'; readonly path: string }
  | { readonly kind: 'menu_set' }
  | { readonly kind: 'window_shown'; readonly maximized: boolean }
  | { readonly kind: 'window_focused' }
  | { readonly kind: 'window_closed' }
  | { readonly kind: 'navigation_refused'; readonly url: string }
  | { readonly kind: 'window_refused'; readonly url: string }
  /** The page asked for something that is none of the program's. */
  | { readonly kind: 'foreign_request'; readonly url: string }
  /** The page broke its own policy. */
  | { readonly kind: 'violation'; readonly text: string }
  | { readonly kind: 'page_loaded'; readonly url: string }
  | { readonly kind: 'page_error'; readonly text: string }
  | { readonly kind: 'printed'; readonly pageSize: string; readonly url: string }
  | { readonly kind: 'port_opened'; readonly port: number }
  | { readonly kind: 'port_closed'; readonly port: number };

export type Kind = Happening['kind'];
export type Of<K extends Kind> = Extract<Happening, { kind: K }>;

/** What the machine is like that the desktop believes to run on. */
export interface Machine {
  readonly locale: string;
  /** The displays' areas; the first one is the main one. */
  readonly displays: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly dark: boolean;
  readonly keychain: 'available' | 'absent' | 'basic_text';
  /** Another instance of the program runs already. */
  readonly taken: boolean;
  readonly documents: string;
}

/** Tells the tests. */
export function happened(happening: Happening): void {
  process.send?.({ happening });
}

/** The machine of this process, as the tests made it. */
export function machine(): Machine {
  return JSON.parse(process.env['STAND_IN_MACHINE'] ?? '{}');
}

/** Answers that the tests give to dialogs, each taken once, in order; a dialog without one stays open. */
export class Answers<Answer> {
  readonly #given: Answer[] = [];
  #waiting: ((answer: Answer) => void)[] = [];

  give(answer: Answer): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#given.push(answer);
    else waiting(answer);
  }

  async take(): Promise<Answer> {
    const given = this.#given.shift();
    if (given !== undefined) return given;
    return await new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** For dialogs that everything waits for. */
  takeNow(): Answer {
    const given = this.#given.shift();
    if (given === undefined) throw new Error('a dialog that nobody answers');
    return given;
  }
}
