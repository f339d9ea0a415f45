// The client's own program: it only shows that it was loaded.
document.body.dataset.loaded = 'yes';
