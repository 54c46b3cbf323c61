'use strict';

// The tree: the children of a folder are loaded when it is opened, a page at a time.
async function load(address, list, placeholder) {
  const answer = await fetch(address, {headers: {'Accept': 'text/html'}});
  if (answer.redirected || !answer.ok) {
    location.reload();
    return;
  }
  const part = document.createElement('template');
  part.innerHTML = await answer.text();
  const first = part.content.querySelector('summary, button');
  placeholder.replaceWith(part.content);
  return first;
}

document.addEventListener('toggle', event => {
  const folder = event.target;
  if (folder.open && folder.dataset.href && !folder.dataset.loaded) {
    folder.dataset.loaded = 'yes';
    const list = folder.querySelector('ul');
    load(folder.dataset.href, list, list.firstElementChild);
  }
}, true);

document.addEventListener('click', async event => {
  const button = event.target.closest('button[data-more]');
  if (button) {
    button.disabled = true;
    const first = await load(button.dataset.more, button.closest('ul'), button.closest('li'));
    if (first) {
      first.focus();
    }
  }
});

// A file that is too large is refused before it is sent.
const file = document.getElementById('file');
if (file) {
  file.addEventListener('change', () => {
    const large = file.files.length > 0 && file.files[0].size > 64 * 1024 * 1024;
    file.setCustomValidity(large ? file.dataset.large : '');
    file.reportValidity();
  });
}

// Nothing is sent twice.
document.addEventListener('submit', event => {
  event.target.querySelectorAll('button').forEach(button => setTimeout(() => { button.disabled = true; }));
});
addEventListener('pageshow', () => document.querySelectorAll('form button').forEach(button => { button.disabled = false; }));

// Progress, until another state needs another page; without a connection the figures are marked as old.
const live = document.querySelector('.live');
if (live) {
  let events;
  let loss;
  const show = run => {
    const entry = live.querySelector('[data-entry="' + CSS.escape(run.id) + '"]');
    const bar = entry.querySelector('progress');
    if (run.percent < 0) {
      bar.removeAttribute('value');
    } else {
      bar.value = run.percent;
    }
    entry.querySelectorAll('[data-field]').forEach(field => {
      const text = run[field.dataset.field] || '–';
      if (field.textContent !== text) {
        field.textContent = text;
      }
    });
  };
  const connected = yes => {
    clearTimeout(loss);
    live.querySelectorAll('.offline').forEach(notice => { notice.hidden = yes; });
  };
  const listen = () => {
    events = new EventSource(live.dataset.events);
    events.onmessage = event => {
      const now = JSON.parse(event.data);
      connected(true);
      if (now.state !== live.dataset.state) {
        events.close();
        location.reload();
      } else {
        now.runs.forEach(show);
      }
    };
    events.onerror = () => {
      clearTimeout(loss);
      loss = setTimeout(() => connected(false), 5000);
    };
  };
  // A browser opens few connections to one server.
  document.addEventListener('visibilitychange', () => {
    events.close();
    if (!document.hidden) {
      listen();
    }
  });
  addEventListener('pagehide', () => events.close());
  listen();
}
