/** Starts the page. */
import { render } from 'solid-js/web';
import { start } from '../data';
import { applyTheme } from '../kernel/theme';
import { App } from './App';

applyTheme();
const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element with the id “app”.');
// A damaged style sheet is refused whole. Without it nothing is where it belongs, so what the page says without us stays.
if (getComputedStyle(root).getPropertyValue('--ground') !== '') {
  root.replaceChildren();
  render(() => <App />, root);
  void start();
}
