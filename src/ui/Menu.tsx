/** A button with a menu below it, for choices that need no dialog. Arrows move, Escape closes. */
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import './menu.css';
import { ICONS, Icon } from './Icon';

export interface MenuItem<T extends string = string> {
  id: T;
  label: string;
  /** Shows a check mark: the item is the current choice. */
  checked?: boolean;
  disabled?: boolean;
}

interface MenuProps<T extends string> {
  /** What the button says. */
  label: JSX.Element;
  /** What the menu is for, for screen readers. */
  title: string;
  items: readonly MenuItem<T>[];
  onPick: (id: T) => void;
  class?: string;
}

export function Menu<T extends string>(props: MenuProps<T>) {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let button!: HTMLButtonElement;
  let list!: HTMLDivElement;

  const choices = () => [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
  const focusAt = (index: number) => {
    const all = choices();
    all[(index + all.length) % all.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = choices().findIndex((item) => item.matches(':focus'));
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key] ?? named(event, at);
    if (target === undefined) return;
    event.preventDefault();
    focusAt(target);
  };
  /** A letter goes to the next item that begins with it. */
  const named = (event: KeyboardEvent, at: number) => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return undefined;
    const all = choices();
    const begins = (index: number) =>
      all[index % all.length]?.textContent?.toLowerCase().startsWith(event.key.toLowerCase());
    const steps = all.map((_, step) => at + 1 + step).find(begins);
    return steps === undefined ? undefined : steps % all.length;
  };
  const pick = (item: MenuItem<T>) => {
    list.hidePopover();
    button.focus();
    props.onPick(item.id);
  };
  const place = () => {
    const box = button.getBoundingClientRect();
    list.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - list.offsetHeight - 8))}px`;
    list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`;
  };
  const toggled = (event: ToggleEvent) => {
    setOpen(event.newState === 'open');
    if (event.newState !== 'open') return;
    place();
    if (!list.contains(document.activeElement)) focusAt(0);
  };
  /** What has the focus as soon as it is open: the event comes later, when the next key may have been pressed. */
  const first = () =>
    props.items.find(({ checked, disabled }) => checked && !disabled) ??
    props.items.find(({ disabled }) => !disabled);
  const role = () => (props.items.some((item) => item.checked !== undefined) ? 'menuitemradio' : 'menuitem');

  return (
    <>
      <button
        ref={button}
        type="button"
        class={`menu-button ${props.class ?? ''}`}
        aria-haspopup="menu"
        aria-expanded={open()}
        popovertarget={id}
        title={props.title}
      >
        {props.label}
        <Icon path={ICONS.down} size={12} />
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        role="menu"
        aria-label={props.title}
        popover="auto"
        onKeyDown={onKeyDown}
        onToggle={toggled}
      >
        <For each={props.items}>
          {(item) => (
            <button
              type="button"
              class="menu-item"
              role={role()}
              aria-checked={role() === 'menuitemradio' ? Boolean(item.checked) : undefined}
              disabled={item.disabled}
              autofocus={item.id === first()?.id}
              tabIndex={-1}
              onClick={() => pick(item)}
            >
              <span class="menu-check">
                <Show when={item.checked}>
                  <Icon path={ICONS.check} size={14} />
                </Show>
              </span>
              {item.label}
            </button>
          )}
        </For>
      </div>
    </>
  );
}
