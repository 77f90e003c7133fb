/** What the panels over the code are made of. */

/** The field that a panel opens with. */
export function makeField(text: string, name: string): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'text';
  field.className = 'cm-textfield';
  field.value = text;
  field.placeholder = name;
  field.spellcheck = false;
  field.autocomplete = 'off';
  field.setAttribute('aria-label', name);
  // By this the editor knows where to put the focus.
  field.setAttribute('main-field', 'true');
  return field;
}

/** How it stands with what is typed; screen readers hear it. */
export function makeStatus(): HTMLElement {
  const status = document.createElement('span');
  status.className = 'cm-find-count';
  status.setAttribute('role', 'status');
  return status;
}

export function makeButton(sign: string, name: string, run: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cm-find-button';
  button.textContent = sign;
  button.title = name;
  button.setAttribute('aria-label', name);
  button.addEventListener('click', run);
  return button;
}

export function makeBar(parts: readonly HTMLElement[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-find';
  dom.setAttribute('role', 'search');
  dom.append(...parts);
  return dom;
}
