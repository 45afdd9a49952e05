'use strict';
// 核对: repeats in the reader's own browser what the server says of a published version. Nothing is kept and nothing is sent.
(() => {
  const panel = document.querySelector('[data-check]');
  const box = panel && panel.querySelector('[data-checked]');
  if (!box || !panel.dataset.check || !window.crypto || !crypto.subtle) return;
  const steps = box.querySelector('[data-check-steps]');
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const hex = data => [...new Uint8Array(data)].map(b => b.toString(16).padStart(2, '0')).join('');
  const unhex = text => Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16));
  const joined = (...parts) => { const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const part of parts) { all.set(part, at); at += part.length; } return all; };
  const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
  const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);
  const fetched = async path => { const answer = await fetch(path, { cache: 'no-cache', credentials: 'omit' }); if (!answer.ok) throw new Error(path); return answer; };

  function say(good, text) {
    const line = document.createElement('li');
    line.className = good === false ? 'is-wait' : 'is-done';
    const mark = document.createElement('span'), words = document.createElement('span');
    mark.textContent = good === true ? '✓' : good === false ? '✗' : '–';
    mark.setAttribute('aria-hidden', 'true');
    words.textContent = good === false ? `${steps.dataset.bad}${document.documentElement.lang === 'en' ? ': ' : '：'}${text}` : text;
    line.append(mark, words);
    steps.append(line);
  }

  // RFC 6962: from the leaf up to the root of a tree of size entries.
  async function rooted(hash, index, size, path) {
    let at = BigInt(index), last = BigInt(size) - 1n;
    for (const sibling of path) {
      if (last === 0n) return null;
      if (at & 1n || at === last) {
        hash = await sha([1], sibling, hash);
        while (!(at & 1n) && at !== 0n) { at >>= 1n; last >>= 1n; }
      } else hash = await sha([1], hash, sibling);
      at >>= 1n; last >>= 1n;
    }
    return last === 0n ? hash : null;
  }

  function receipt(text) {
    const [head, ...note] = text.split('\n\n');
    const lines = head.split('\n');
    const extra = JSON.parse(new TextDecoder().decode(bytes(lines.find(l => l.startsWith('extra ')).slice(6))));
    const index = lines.findIndex(l => l.startsWith('index '));
    const signed = note.join('\n\n').split('\n\n');
    return { extra, index: lines[index].slice(6), path: lines.slice(index + 1).map(bytes), text: signed[0] + '\n', lines: signed[1].split('\n').filter(Boolean), point: signed[0].split('\n') };
  }

  // Note signatures of type 1: four bytes of key id, then Ed25519 over the text. null: this browser cannot.
  async function signed(proof, vkey) {
    const [name, , key] = vkey.trim().split('+');
    const raw = bytes(vkey.trim().slice(vkey.indexOf('+', name.length + 1) + 1));
    if (!key || raw[0] !== 1) return null;
    let imported;
    try { imported = await crypto.subtle.importKey('raw', raw.slice(1), { name: 'Ed25519' }, false, ['verify']); } catch { return null; }
    for (const line of proof.lines) {
      const [, who, signature] = line.split(' ');
      if (who === name && await crypto.subtle.verify('Ed25519', imported, bytes(signature).slice(4), new TextEncoder().encode(proof.text))) return true;
    }
    return false;
  }

  // What the page shows must be what the text says: title, sentence, and every word of the sections on it.
  function shown(copy) {
    const page = document.getElementById('main').textContent.replace(/\s+/g, '');
    const money = fen => { const digits = BigInt(fen), plus = digits < 0n ? -digits : digits; return (digits < 0n ? '-' : '') + (plus / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',') + '.' + (plus % 100n).toString().padStart(2, '0'); };
    const said = [copy.title, copy.summary, copy.corrects || ''];
    for (const section of copy.sections.filter(s => !s.of)) {
      said.push(section.heading, ...(section.text || '').split('\n').flatMap(line => { const at = line.indexOf('：'); return at > 0 && at <= 10 ? [line.slice(0, at), line.slice(at + 1)] : [line]; }));
      if (section.table) section.table.rows.forEach(row => row.cells.forEach((cell, at) => { const as = (section.table.columns[at] || {}).as; said.push(as === 'money' && /^-?\d+$/.test(cell) ? money(cell) : as === 'text' ? cell : ''); }));
    }
    return said.every(text => page.includes(text.replace(/\s+/g, '')));
  }

  async function run() {
    steps.textContent = '';
    const words = steps.dataset;
    try {
      const address = panel.dataset.check;
      const [copy, proof] = [new Uint8Array(await (await fetched(address + '/copy')).arrayBuffer()), receipt(await (await fetched(address + '/receipt')).text())];
      const leaf = JSON.parse(proof.extra.leaf), salt = proof.extra.salt ? unhex(proof.extra.salt) : new Uint8Array();
      say(hex(await sha(salt, copy)) === leaf.sha256, words.text);
      say(shown(JSON.parse(new TextDecoder().decode(copy))), words.page);
      const root = await rooted(await sha([0], new TextEncoder().encode(proof.extra.leaf)), proof.index, proof.point[1], proof.path);
      say(!!root && same(root, bytes(proof.point[2])), words.log);
      let good = null;
      for (const key of (await (await fetched('/log/vkeys')).text()).split('\n').filter(Boolean)) { const one = await signed(proof, key); if (one !== null) good = good || one; }
      if (good === null) say(null, words.nosign); else say(good, words.sign);
    } catch { say(null, words.broken); }
  }

  box.hidden = false;
  box.querySelector('[data-check-run]').addEventListener('click', run);
})();
