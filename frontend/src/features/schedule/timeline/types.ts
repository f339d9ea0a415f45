/**
 * What a page hands to the timeline and what it hears back.
 *
 * Instants are milliseconds since 1970 in UTC (`Date.getTime()`); only `window` and `now` are `Date`s.
 */

/** What the timeline shows across its width, from one hour to a month. */
export type Zoom = '1h' | '3h' | '6h' | '12h' | 'day' | '3days' | 'week' | '2weeks' | 'month';

/**
 * The words of the API. `Hold` is a ranked pencil; `Conflict` is a bar that is known to clash; `Leave` and
 * `Maintenance` are no events but take their person or facility all the same.
 */
export type BarStatus =
  | 'Scheduled'
  | 'Confirmed'
  | 'Hold'
  | 'In Progress'
  | 'Completed'
  | 'Cancelled'
  | 'Conflict'
  | 'Leave'
  | 'Maintenance';

/** A facility, a person or an item. */
export interface TimelineRow {
  readonly id: string;
  readonly name: string;
  /** Said in sentences, where several rows share a name: "Camera 1 (EQ-7)". Default: the name. */
  readonly fullName?: string;
  /** Rows of one group stand together under its name, which can be folded. */
  readonly group?: string;
  /** A second, quieter line: a kind, a department, an asset tag. */
  readonly sub?: string;
  /** It is so many like things, of which several bars at once may have some each. */
  readonly pieces?: number;
}

export interface TimelineBar {
  readonly id: string;
  readonly rowId: string;
  /** Bars of one event (one per person, say) never clash with each other and move together in time. */
  readonly eventId: number;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  /** From rig to strike: what the row is really taken for. Equal to start and end where there is no buffer. */
  readonly holdStart: number;
  readonly holdEnd: number;
  /** Rig and strike may be shared: others keep off `start` to `end` alone, and it off theirs. */
  readonly sharesBuffers?: boolean;
  readonly onAirStart?: number;
  readonly onAirEnd?: number;
  readonly status: BarStatus;
  /** Rank of a hold: 1 is the first option. */
  readonly rank?: number;
  /** Somebody waits for an answer: it is confirmed or released soon. */
  readonly challenged?: boolean;
  readonly type?: string;
  /** Why this bar is in conflict; gives it the red outline whatever its status. */
  readonly conflict?: string;
  /** Who is on it, so that a move tells of their other events as well. */
  readonly people?: readonly { readonly id: number; readonly name: string }[];
  /** A part of its event, with times of its own: it moves when the event does, and shows it once that is saved. */
  readonly isPart?: boolean;
  /** How many pieces of its row it takes, where the row has several. */
  readonly pieces?: number;
  /** What its row goes out with here: the name of a kit. */
  readonly kit?: string;
  /** It is moved in time alone: another row would be another thing to take. */
  readonly keepsRow?: boolean;
  readonly editable: boolean;
  readonly version: number;
}

/** A place on the timeline: half-open, [start, end). */
export interface Placement {
  readonly rowId: string;
  readonly start: number;
  readonly end: number;
}

export interface BarChange extends Placement {
  readonly barId: string;
  readonly eventId: number;
  readonly version: number;
  /** Where the bar was, for an undo. */
  readonly before: Placement;
}

export interface Period {
  readonly start: Date;
  readonly end: Date;
}

export interface TimelineProps {
  readonly rows: readonly TimelineRow[];
  readonly bars: readonly TimelineBar[];
  /**
   * The period the bars were fetched for; the timeline scrolls inside it. It is wider than what is in view
   * (`windowAround` gives a good one), and `onWindowChange` asks for another before the view reaches its edge.
   * What is in view stays where it is when the window changes.
   */
  readonly window: Period;
  /** IANA zone that days, hours and the 15-minute snap are in. */
  readonly zone: string;
  readonly zoom: Zoom;
  /** Instant to bring to the left edge: on the first paint, and again whenever it changes. Default: now. */
  readonly at?: number;
  readonly onWindowChange: (window: Period) => void;
  readonly onZoomChange: (zoom: Zoom) => void;
  /** Tells, when scrolling comes to rest, which instant is at the left edge; for the page's address. */
  readonly onViewChange?: (view: Period) => void;
  readonly onCreate: (place: Placement) => void;
  /**
   * Save a moved or resized bar. The bar stays at its new place while the promise is pending and until `bars` shows
   * it; a rejection puts it back and shows the error's message.
   */
  readonly onChange: (change: BarChange) => Promise<void>;
  readonly onOpen: (barId: string) => void;
  /** Choose a bar for a change of many, or let go of it; with `extend` those of its row from the last one chosen on. */
  readonly onChoose?: (eventId: number, row: readonly number[], extend: boolean) => void;
  /** The events chosen so. */
  readonly chosen?: ReadonlySet<number>;
  /** The question mark: show all keys (`KEYS` lists them). */
  readonly onHelp: () => void;
  readonly readOnly?: boolean;
  /** Fixes the now line, for tests and pictures; otherwise it follows the clock. */
  readonly now?: Date;
  /** The bar whose drawer is open. */
  readonly selectedId?: string;
  /** What a row is called in labels and in the search field: "facilities", "people". */
  readonly rowsLabel?: string;
  /** More controls for the toolbar, at its end. */
  readonly children?: React.ReactNode;
}
