// Where the window begins: the one place that joins the views to the program behind them.
import { mount } from 'svelte';
import './fonts.css';
import './app.css';
import App from './App.svelte';
import { tauriBackend } from './lib/backend';

const target = document.getElementById('app');
if (target === null) throw new globalThis.Error('index.html has no #app');

export default mount(App, { target, props: { backend: tauriBackend } });
