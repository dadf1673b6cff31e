'use strict';
// Sends the form with the token of the one-time link, which leaves the address bar before anything else happens.
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const form = document.querySelector('form');
const status = document.querySelector('[role=status]');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  status.textContent = '';
  try {
    const response = await fetch(form.dataset.address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
    });
    const answer = await response.json();
    if (!answer.success) {
      throw new Error(answer.error.detail);
    }
    form.hidden = true;
    status.textContent = `Done: you are signed in as ${answer.data.member.email}.`;
  } catch (problem) {
    status.textContent = problem.message;
    button.disabled = false;
  }
});
