'use strict';
// Enhancements only: every page reads and every form posts without this file. No data of a person is kept in the browser.
(() => {
  const root = document.documentElement;
  const each = (scope, selector, act) => { if (scope.matches?.(selector)) act(scope); scope.querySelectorAll(selector).forEach(act); };

  // Links that switch the look: do it at once, and let the server set the cookie behind the scenes.
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-look]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      fetch(link.href, { redirect: 'manual', credentials: 'same-origin' }).finally(() => location.reload());
    }
    const print = event.target.closest('[data-print]');
    if (print) window.print();
    // A menu of seats closes when somebody presses elsewhere.
    document.querySelectorAll('details.hj-seat[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') document.querySelectorAll('details.hj-seat[open]').forEach(menu => { menu.open = false; menu.querySelector('summary').focus(); });
  });

  // 到会: who is ticked, whether the quorum holds, and the reasons of those who are not. data-need holds the number that the server computed from the rule.
  function quorum(form) {
    const live = form.querySelector('[data-live]');
    if (!live) return;
    const boxes = [...form.querySelectorAll('[data-due]')];
    const counted = boxes.filter(box => !box.closest('[hidden]') && box.dataset.due !== 'guest');
    const here = counted.filter(box => box.checked).length;
    const need = live.dataset.need ? Number(live.dataset.need) : Math.ceil(counted.length / 2);
    const set = (selector, act) => live.querySelectorAll(selector).forEach(act);
    set('[data-all]', part => { part.textContent = counted.length; });
    set('[data-here]', part => { part.textContent = here; });
    set('[data-gap]', part => { part.textContent = Math.max(0, need - here); });
    set('[data-ok]', part => { part.hidden = here < need; });
    set('[data-short]', part => { part.hidden = here >= need; });
    form.querySelectorAll('[data-absent]').forEach(row => {
      const box = form.querySelector(`[data-due][id="${CSS.escape(row.dataset.absent)}"]`);
      if (box) row.hidden = box.checked;
    });
    const absent = counted.length - here;
    form.querySelectorAll('[data-absent-count]').forEach(part => { part.textContent = absent; });
    form.querySelectorAll('[data-absent-list]').forEach(part => { part.hidden = absent === 0; });
  }

  // 草稿: a form that names data-draft-url is posted there some seconds after the last change; the server keeps it under the account.
  const waiting = new WeakMap();
  async function keepDraft(form) {
    const told = document.querySelector('[data-draft-told]');
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body: new URLSearchParams(data), credentials: 'same-origin', redirect: 'manual', headers: { Accept: 'application/json' } });
      if (told) told.textContent = (answer.ok ? told.dataset.draftTold : told.dataset.draftFailed).replace('{0}', new Date().toTimeString().slice(0, 5));
      if (answer.ok) form.dataset.dirty = '';
    } catch { if (told) told.textContent = told.dataset.draftFailed; }
  }
  function changed(event) {
    const form = event.target.closest('form');
    if (!form) return;
    quorum(form);
    if (!form.dataset.draftUrl) return;
    form.dataset.dirty = '1';
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keepDraft(form), 3000));
  }
  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  document.addEventListener('submit', event => { const form = event.target; clearTimeout(waiting.get(form)); form.dataset.dirty = ''; });
  addEventListener('beforeunload', event => { if (document.querySelector('form[data-dirty="1"]')) event.preventDefault(); });

  // A chosen file is named beside its button.
  document.addEventListener('change', event => {
    const input = event.target;
    if (input.type !== 'file') return;
    const told = document.querySelector(`[data-file="${CSS.escape(input.id)}"]`);
    if (told) told.textContent = [...input.files].map(file => file.name).join('、');
  });

  // Wide tables open at the current month, and keep their place when the page comes back by htmx.
  const places = new Map();
  function settle(box) {
    const key = location.pathname + '#' + (box.id || box.getAttribute('aria-label'));
    const now = box.querySelector('thead [aria-current]');
    if (places.has(key)) box.scrollLeft = places.get(key);
    else if (now && box.scrollWidth > box.clientWidth) box.scrollLeft = now.offsetLeft + now.offsetWidth - box.clientWidth + 8;
    box.addEventListener('scroll', () => places.set(key, box.scrollLeft), { passive: true });
  }

  function ready(scope) {
    each(scope, '.hj-scroll', settle);
    each(scope, 'form', quorum);
    each(scope, '[data-print]', button => { button.hidden = false; });
    each(scope, '[data-scripted]', part => { part.hidden = false; });
    each(scope, '[data-unscripted]', part => { part.hidden = true; });
  }
  document.addEventListener('DOMContentLoaded', () => ready(document.body));
  document.addEventListener('htmx:load', event => { if (event.detail.elt !== document.body || root.dataset.ready) ready(event.detail.elt); root.dataset.ready = '1'; });

  // A boosted link that turns out to be a file, or a page in another language, is opened the plain way.
  document.addEventListener('htmx:beforeSwap', event => {
    const answer = event.detail.xhr;
    const type = answer.getResponseHeader('Content-Type') || '';
    if (type && !type.startsWith('text/html')) { event.detail.shouldSwap = false; location.href = answer.responseURL; return; }
    if (!event.detail.boosted && event.detail.target !== document.body) return;
    const language = /<html[^>]*\blang="([^"]+)"/.exec(event.detail.serverResponse);
    if (language && language[1] !== root.lang) { event.detail.shouldSwap = false; location.reload(); }
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target !== document.body) return;
    // As a browser would after loading: from the top, or at what is wrong. After htmx has done its own scrolling.
    const wrong = document.querySelector('[aria-invalid=true]');
    setTimeout(() => {
      if (!wrong && !location.hash) scrollTo(0, 0);
      (wrong || document.getElementById('main'))?.focus({ preventScroll: !wrong });
    });
  });
  document.addEventListener('htmx:sendError', event => { if (event.detail.boosted) location.href = event.detail.pathInfo.finalRequestPath; });
})();
