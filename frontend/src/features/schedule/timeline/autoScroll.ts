/** Pixels from the edge of the view in which a drag scrolls it, and the most it scrolls in one frame. */
const ZONE = 44;
const FASTEST = 18;
const SLACK = 12;

interface Room {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Scrolls while a dragged pointer is near an edge, and tells where the pointer is then. */
export function autoScrollOf(
  room: () => Room | undefined,
  scroll: (dx: number, dy: number) => void,
  follow: (clientX: number, clientY: number) => void,
): {
  from: (clientX: number, clientY: number) => void;
  at: (clientX: number, clientY: number) => void;
  stop: () => void;
} {
  let frame = 0;
  let x = 0;
  let y = 0;
  let fromX = 0;
  let fromY = 0;
  const step = () => {
    const box = room();
    const dx = box ? speed(x, box.left, box.right, fromX) : 0;
    const dy = box ? speed(y, box.top, box.bottom, fromY) : 0;
    if (dx === 0 && dy === 0) {
      frame = 0;
      return;
    }
    scroll(dx, dy);
    follow(x, y);
    frame = requestAnimationFrame(step);
  };
  return {
    from: (clientX, clientY) => {
      fromX = clientX;
      fromY = clientY;
    },
    at: (clientX, clientY) => {
      x = clientX;
      y = clientY;
      if (frame === 0) frame = requestAnimationFrame(step);
    },
    stop: () => {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

/**
 * Faster the nearer to the edge, and none outside its zone. A drag that begins inside a zone scrolls only once it
 * has gone towards the edge: whoever picks up a bar there wants it away from there.
 */
export function speed(at: number, low: number, high: number, from: number): number {
  const lower = Math.min(low + ZONE, from - SLACK);
  const upper = Math.max(high - ZONE, from + SLACK);
  if (at < lower) return -Math.ceil(Math.min(1, (lower - at) / ZONE) * FASTEST);
  if (at > upper) return Math.ceil(Math.min(1, (at - upper) / ZONE) * FASTEST);
  return 0;
}
