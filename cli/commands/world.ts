/** A stream that a command prints to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** width of the terminal in cells; undefined when the output is no terminal */
  readonly columns: number | undefined;
}

/** What a command receives of the outside. Made once, in main.ts; tests make their own. Commands reach the process, its clock and its randomness through nothing else. */
export interface World {
  /** arguments after the program's name */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** absolute path of the current folder */
  readonly cwd: string;
  /** absolute path of the program's own folder, where `schemas/` and `templates/` lie */
  readonly root: string;
  /** program and leading arguments that start this program again, e.g. Node and the path of main.js */
  readonly self: readonly string[];
  /** the program's own version, as `orgcast --version` prints it */
  readonly version: string;
  /** results */
  readonly stdout: Output;
  /** progress, logs and failures */
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  now(): Date;
  /** resolves after so many milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** `size` bytes of cryptographic randomness */
  random(size: number): Uint8Array;
  /** Calls the listener when the user or the system asks the program to stop; without a listener the program just ends. */
  onStop(listener: () => void): void;
}
