/**
 * Called with a button that was pressed; what it gives is called when its work is done. Where the button is gone by then, the
 * focus goes to what is left of the place where it stood, so that the keyboard does not start again at the top.
 */
export function keepFocus(button: HTMLElement): () => void {
  const around: HTMLElement[] = [];
  for (let at = button.parentElement; at; at = at.parentElement) around.push(at);
  return () =>
    requestAnimationFrame(() => {
      const place = around.find(({ isConnected }) => isConnected);
      if (button.isConnected || document.activeElement !== document.body || !place) return;
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    });
}
