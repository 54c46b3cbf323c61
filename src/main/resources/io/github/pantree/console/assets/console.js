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

// Progress, until the phase changes.
const progress = document.getElementById('progress');
if (progress) {
  const events = new EventSource(progress.dataset.events);
  const bar = progress.querySelector('progress');
  events.onmessage = event => {
    const now = JSON.parse(event.data);
    if ('phase.' + now.phase !== progress.dataset.phase) {
      events.close();
      location.reload();
      return;
    }
    if (now.percent < 0) {
      bar.removeAttribute('value');
    } else {
      bar.value = now.percent;
    }
    progress.querySelectorAll('[data-field]').forEach(field => {
      field.textContent = now[field.dataset.field] || '–';
    });
  };
  addEventListener('pagehide', () => events.close());
}
