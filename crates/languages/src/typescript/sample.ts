// Stores documents with typed events: most of what TypeScript adds to JavaScript.
/// <reference types="node" />
import type { Readable } from 'node:stream';
import { type Clock, systemClock } from './clock';
import fs = require('node:fs');
export type { Clock };
export * as events from './events';

declare const VERSION: string;
declare function require(id: string): any;
declare global {
  interface Window {
    assay?: Store<unknown>;
  }
}
declare module '*.svg' {
  const url: string;
  export default url;
}

/** A document with an id. */
export interface Entity<Id extends string | number = string> extends Partial<Record<string, unknown>> {
  readonly id: Id;
  title?: string;
  tags: readonly string[];
  parent: Entity<Id> | null;
  (query: string): boolean;
  new (id: Id): Entity<Id>;
  [key: `data-${string}`]: unknown;
  get size(): number;
  set size(value: number);
  save?(options: { force: boolean }): Promise<void>;
}

export enum Level {
  Low = 1,
  High = Low << 1,
  Name = 'name',
}

const enum Flag {
  None = 0,
  All = ~None,
}

type Primitive = string | number | bigint | boolean | symbol | null | undefined;
type Json = Primitive | Json[] | { [key: string]: Json };
type Getter<T> = { readonly [K in keyof T as `get${Capitalize<string & K>}`]-?: () => T[K] };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Element<T> = T extends readonly (infer U extends object)[] ? U : never;
type Tuple = [first: string, second?: number, ...rest: boolean[]];
type Handler = (this: Store<unknown>, event: Event, ...args: unknown[]) => void;
type Constructor<T = {}> = abstract new (...args: any[]) => T;
type Keys = keyof typeof defaults | (typeof defaults)['limit'];
type Assertion = (value: unknown) => asserts value is string;
type Imported = typeof import('./types');
type Unique = unique symbol;

const defaults = { limit: 10, order: 'asc' } as const satisfies Record<string, Json>;

function sealed(target: Function, _context?: ClassDecoratorContext): void {
  Object.seal(target);
}

@sealed
export abstract class Store<T, U extends Entity = Entity> implements Iterable<T>, AsyncDisposable {
  static readonly shared: Store<unknown> | undefined;
  declare private hidden: number;
  protected items!: Map<string, T>;
  public override toString = () => `Store(${this.items.size})`;
  accessor level: Level = Level.Low;
  #clock: Clock;

  constructor(
    private readonly name: string,
    protected limit?: number,
    clock: Clock = systemClock,
  ) {
    this.#clock = clock;
  }

  abstract load(id: string): Promise<T>;
  protected abstract get kind(): string;

  get(id: string): T | undefined;
  get(id: string, fallback: T): T;
  get(id: string, fallback?: T): T | undefined {
    return this.items.get(id) ?? fallback;
  }

  @logged('slow')
  async each(@inject() visit: (item: T, index: number) => void | Promise<void>): Promise<void> {
    let index = 0;
    for (const item of this) await visit(item, index++);
  }

  *[Symbol.iterator](): IterableIterator<T> {
    yield* this.items.values();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.items.clear();
  }

  isFull(this: Store<T>): this is Store<T> & { full: true } {
    return this.items.size >= this.limit!;
  }
}

namespace Paths.Internal {
  export const root = <string>process.cwd();
  export function join(...parts: string[]): string {
    return parts.filter(Boolean).join('/');
  }
}

function assertString(value: unknown): asserts value is string {
  if (typeof value !== 'string') throw new TypeError(`not a string: ${String(value)}`);
}

export const identity = <T,>(value: T): T => value;
const parse = async <T extends object>(source: Readable, revive?: (key: string, value: unknown) => T) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk as Uint8Array);
  const text = Buffer.concat(chunks).toString('utf8');
  assertString(text);
  return JSON.parse(text, revive as any) as unknown as T;
};

abstract class Shape {
  abstract area(): number;
  static is(value: any): value is Shape {
    return value instanceof Shape && (value as Shape).area?.() > 0;
  }
}

export function overloads(value: string): string;
export function overloads(value: number): number;
export function overloads(value: any) {
  switch (value) {
    case Flag.All:
      return Paths.Internal.join('a', ...['b']);
    default:
      return value!.length;
  }
}

let tuple: Tuple = ['a', 1, true];
let optional: { a?: { b: number[] } } = {};
const found = optional?.a?.b?.[0]!;
const instance = new Map<string, Array<Set<number>>>([['k', []]]);
label: while (found) {
  if (tuple.length > 2) break label;
}
export = Store;
export as namespace AssayStore;
