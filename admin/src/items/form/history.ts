/** What can be taken back in a form: one step a change, but what is typed into one field without a pause is one step. */
interface Step {
  readonly name: string;
  readonly value: unknown;
  readonly at: number;
}

type Read = (name: string) => unknown;
type Write = (name: string, value: unknown) => void;

const PAUSE = 900;
const MOST_STEPS = 200;

export class History {
  #past: Step[] = [];
  #future: Step[] = [];

  get hasPast(): boolean {
    return this.#past.length > 0;
  }

  get hasFuture(): boolean {
    return this.#future.length > 0;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }

  /** `before` is what the field held until now. */
  note(name: string, before: unknown, at: number): void {
    const last = this.#past.at(-1);
    this.#future = [];
    if (last?.name === name && at - last.at < PAUSE) {
      this.#past[this.#past.length - 1] = { ...last, at };
      return;
    }
    this.#past.push({ name, value: before, at });
    if (this.#past.length > MOST_STEPS) this.#past.shift();
  }

  back(read: Read, write: Write): string | null {
    return move(this.#past, this.#future, read, write);
  }

  forth(read: Read, write: Write): string | null {
    return move(this.#future, this.#past, read, write);
  }
}

function move(from: Step[], to: Step[], read: Read, write: Write): string | null {
  const step = from.pop();
  if (step === undefined) return null;
  to.push({ name: step.name, value: read(step.name), at: 0 });
  write(step.name, step.value);
  return step.name;
}
