/** Drag, pinch and the wheel with Ctrl, for a frame that scrolls. */

/** Let a mouse drag a frame's picture, and the wheel with Ctrl or two fingers zoom it; the browser itself scrolls it. */
export function gestures(frame, zoomAt) {
  const at = (x, y) => {
    const box = frame.getBoundingClientRect();
    return { x: x - box.left, y: y - box.top };
  };
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomAt(Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) / 200), at(event.clientX, event.clientY));
  }, { passive: false });

  let drag = null;
  let moved = false;
  frame.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.pointerType === "mouse" && event.button === 0) {
      drag = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (event.buttons === 0) return void (drag = null);
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!moved && Math.hypot(x, y) < 5) return;
    moved = true;
    frame.scrollTo({ left: drag.left - x, top: drag.top - y, behavior: "instant" });
  });
  window.addEventListener("pointerup", () => (drag = null));
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("click", (event) => moved && event.preventDefault(), true);

  let apart = 0;
  const fingers = ([one, other]) => ({
    far: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    middle: at((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2),
  });
  frame.addEventListener("touchstart", (event) => (apart = event.touches.length === 2 ? fingers(event.touches).far : 0), { passive: true });
  frame.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    const { far, middle } = fingers(event.touches);
    zoomAt(far / apart, middle);
    apart = far;
  }, { passive: false });
}
