// Copies what the pages need out of node_modules into wwwroot/lib: Tabler's rules that we use, htmx, and one sprite of our icons.
// Run by the build (Hangji.csproj, target FrontEndAssets); writes a file only when its text changed.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lib = join(here, 'wwwroot', 'lib');
const from = (...path) => readFileSync(join(here, 'node_modules', ...path), 'utf8');
const names = file => readFileSync(join(here, file), 'utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));
const write = (name, text) => {
  const target = join(lib, name);
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
};

/** Splits a style sheet into [head, body] blocks and bare statements; knows strings, comments and nested braces. */
function blocks(css) {
  const found = [];
  let start = 0, depth = 0, open = 0;
  for (let i = 0; i < css.length; i++) {
    const c = css[i];
    if (c === '"' || c === "'") { for (i++; css[i] !== c; i++) if (css[i] === '\\') i++; continue; }
    if (c === '/' && css[i + 1] === '*') {
      const end = css.indexOf('*/', i) + 2;
      if (depth === 0) { if (css[i + 2] === '!') found.push({ note: css.slice(i, end) }); start = end; }
      i = end - 1;
      continue;
    }
    if (c === '{' && depth++ === 0) open = i;
    else if (c === '}' && --depth === 0) { found.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, i) }); start = i + 1; }
    else if (c === ';' && depth === 0) { found.push({ line: css.slice(start, i + 1).trim() }); start = i + 1; }
  }
  return found;
}

/** Commas that part selectors, not those inside :is(…) or [attr="…"]. */
function selectors(head) {
  const parts = [''];
  let depth = 0;
  for (const c of head) {
    if ('(['.includes(c)) depth++;
    if (')]'.includes(c)) depth--;
    if (c === ',' && depth === 0) parts.push(''); else parts[parts.length - 1] += c;
  }
  return parts.map(part => part.trim());
}

const wanted = new Set(names('tabler.txt'));
const ours = selector => {
  const plain = selector.replace(/:not\([^()]*(\([^()]*\)[^()]*)*\)/g, '');
  const classes = [...plain.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map(match => match[1]);
  const attributes = [...plain.matchAll(/\[([\w-]+)/g)].map(match => match[1]);
  return classes.every(name => wanted.has(name)) && attributes.every(name => !name.startsWith('data-bs') || name === 'data-bs-theme');
};

function keep(css) {
  let out = '';
  for (const { note, line, head, body } of blocks(css)) {
    if (note) out += note;
    else if (line) out += line;
    else if (/^@(media|supports|layer|container)/.test(head)) { const inner = keep(body); if (inner) out += `${head}{${inner}}`; }
    else if (/^@(keyframes|font-face|-webkit-keyframes)/.test(head)) continue;
    else if (head.startsWith('@')) out += `${head}{${body}}`;
    else { const kept = selectors(head).filter(ours); if (kept.length) out += `${kept.join(',')}{${body}}`; }
  }
  return out;
}

/** Drops custom properties that nothing left over reads; repeated, since one may be read by another that goes too. */
function dropUnread(css) {
  for (let before = ''; before !== css;) {
    before = css;
    const read = new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(match => match[1]));
    css = css.replace(/(--[\w-]+):[^;{}]*(;|(?=\}))/g, (all, name) => read.has(name) ? all : '').replace(/[^{}]+\{\}/g, '');
  }
  return css;
}

function sprite() {
  const symbols = names('icons.txt').map(name => {
    const svg = from('@tabler/icons', 'icons', 'outline', `${name}.svg`);
    const shapes = [...svg.matchAll(/<(path|circle|line|rect|polyline|ellipse)\b[^>]*>/g)].map(match => match[0].replace(/\s+/g, ' ')).filter(shape => !shape.includes('M0 0h24v24H0z'));
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT -->${symbols.join('\n')}</svg>\n`;
}

mkdirSync(lib, { recursive: true });
const whole = from('@tabler', 'core', 'dist', 'css', 'tabler.min.css');
write('tabler.css', dropUnread(keep(whole)));
write('htmx.js', from('htmx.org', 'dist', 'htmx.min.js'));
write('icons.svg', sprite());
writeFileSync(join(lib, '.stamp'), '');
