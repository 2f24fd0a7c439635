/** Time that runs out once, and can be stopped meanwhile. */
export class Countdown {
  readonly #onEnd: () => void;
  #left: number;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(milliseconds: number, onEnd: () => void) {
    this.#left = milliseconds;
    this.#onEnd = onEnd;
    this.resume();
  }

  get isRunning(): boolean {
    return this.#timer !== null;
  }

  readonly pause = (): void => {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#left -= performance.now() - this.#since;
  };

  readonly resume = (): void => {
    if (this.#timer !== null) return;
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onEnd, Math.max(0, this.#left));
  };
}
