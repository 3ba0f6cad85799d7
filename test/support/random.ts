import { type SeededRandom, seededRandom } from '../../src/testing/fixtures/random.js';

const LARGEST = 2 ** 32 - 1;

/** A source of numbers that gives the same ones for the same seeds. */
export class Random {
  readonly #numbers: SeededRandom;

  constructor(...seeds: readonly number[]) {
    const seed = seeds.reduce((mixed, given) => seededRandom(mixed ^ Math.trunc(given)).whole(0, LARGEST), 0);
    this.#numbers = seededRandom(seed);
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    return this.#numbers.whole(0, LARGEST) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.#numbers.chance(probability);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return this.#numbers.whole(least, most);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return this.#numbers.pick(items);
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error('There is nothing to choose from');
  }
}
