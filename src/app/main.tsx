/** Starts the page. */
import { render } from 'solid-js/web';
import { start } from '../data';
import { applyTheme } from '../kernel/theme';
import { App } from './App';

applyTheme();
const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element with the id "app".');
render(() => <App />, root);
void start();
