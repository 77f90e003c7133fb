/** A shopping list: typed components, generics, refs, effects and every form of JSX. */
import React, { createContext, memo, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ChangeEvent, FC, PropsWithChildren, ReactNode } from 'react';
import * as Icons from './icons';

interface Item {
  readonly id: number;
  name: string;
  price?: number;
  done: boolean;
}

type Action =
  | { type: 'add'; item: Omit<Item, 'id'> }
  | { type: 'toggle'; id: Item['id'] }
  | { type: 'clear' };

type ListProps<T> = {
  items: readonly T[];
  render: (item: T, index: number) => ReactNode;
  empty?: ReactNode;
  onPick?(item: T): void;
};

const Theme = createContext<'light' | 'dark'>('light');
const money = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'EUR' });

export function List<T extends { id: number }>({ items, render, empty = null, onPick }: ListProps<T>): JSX.Element {
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul role="list">
      {items.map((item, index) => (
        <li key={item.id} onClick={() => onPick?.(item)} style={{ opacity: index % 2 ? 0.8 : 1 }}>
          {render(item, index)}
        </li>
      ))}
    </ul>
  );
}

const Panel: FC<PropsWithChildren<{ title: string }>> = ({ title, children, ...rest }) => {
  const theme = useContext(Theme);
  return (
    <section className={`panel ${theme}`} {...rest}>
      <h2>{title.toUpperCase()}</h2>
      {children}
    </section>
  );
};

function reduce(state: Item[], action: Action): Item[] {
  switch (action.type) {
    case 'add':
      return [...state, { ...action.item, id: state.length + 1 }];
    case 'toggle':
      return state.map((item) => (item.id === action.id ? { ...item, done: !item.done } : item));
    case 'clear':
      return [];
    default: {
      const never: never = action;
      return never;
    }
  }
}

export const Shopping = memo(function Shopping({ initial = [] as Item[] }: { initial?: Item[] }) {
  const [items, setItems] = useState<Item[]>(initial);
  const [draft, setDraft] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const total = useMemo(() => items.reduce((sum, { price = 0 }) => sum + price, 0), [items]);

  useEffect(() => {
    const timer = setInterval(() => input.current?.focus(), 60_000);
    return () => clearInterval(timer);
  }, []);

  const dispatch = useCallback((action: Action) => setItems((current) => reduce(current, action)), []);
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => setDraft(event.currentTarget.value);
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!draft.trim()) return;
    dispatch({ type: 'add', item: { name: draft, done: false } });
    setDraft('');
    await Promise.resolve();
  };

  return (
    <Theme.Provider value="dark">
      <Panel title="Shopping" data-count={items.length}>
        {/* A form with an unsaved draft */}
        <form onSubmit={submit} noValidate>
          <label htmlFor="draft">What&apos;s missing?</label>
          <input id="draft" ref={input} value={draft} onChange={onChange} aria-invalid={draft.length > 80} />
          <button type="submit" disabled={!draft}>
            <Icons.Plus size={16} /> Add
          </button>
        </form>
        <List<Item>
          items={items}
          empty={<p>Nothing to buy.</p>}
          onPick={({ id }) => dispatch({ type: 'toggle', id })}
          render={(item) => (
            <>
              <input type="checkbox" readOnly checked={item.done} />
              <span className={item.done ? 'done' : undefined}>{item.name}</span>
              {item.price !== undefined && <em>{money.format(item.price)}</em>}
            </>
          )}
        />
        {total > 0 ? <footer>Total: {money.format(total)}</footer> : null}
        <this-element my-attribute='x' />
        {...([] as ReactNode[])}
      </Panel>
    </Theme.Provider>
  );
});

export const generic = <T extends object, K extends keyof T>(value: T, key: K): T[K] => value[key];
export default Shopping satisfies FC<{ initial?: Item[] }>;
