// What the passkey script reports is said on the page.
document.addEventListener('allauth.error', function (event) {
  const place = document.getElementById('script-error')
  const name = event.detail.exception && event.detail.exception.name
  place.textContent =
    name === 'NotAllowedError' || name === 'AbortError'
      ? 'That was cancelled, or took too long. Try again.'
      : 'This browser cannot use a passkey here. Passkeys need an https address, or localhost.'
  place.hidden = false
  event.preventDefault()
})
