/**
 * The timeline on a page of its own, driven from outside through `window.harness`: what it is given, and what it
 * called back. Address: ?rows=1000&bars=10000&days=14&zoom=week&zone=Europe/Dublin&now=2026-11-24T17:00:00Z
 */
import '@mantine/core/styles.layer.css';
// oxlint-disable-next-line boundaries/dependencies -- shown and measured in the console's own clothes
import '@/app/global.css';
import { MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
// oxlint-disable-next-line boundaries/dependencies -- as above
import { cssVariables, theme } from '@/app/theme';
import { Timeline, windowAround, zoneOf, type Period, type TimelineBar, type Zoom } from '../index';
import { stationOf, type Station } from './station';

interface Harness {
  /** Everything the timeline called, in order. */
  readonly calls: { readonly name: string; readonly with: unknown }[];
  /** What the next changes are answered with: saved, refused for a reason, or left open until `answer` is called. */
  reply: 'save' | 'open' | { readonly refuse: string };
  answer: ((refusal?: string) => void) | null;
  /** Changes from elsewhere. */
  push: (bars: readonly TimelineBar[]) => void;
  bars: readonly TimelineBar[];
}

declare global {
  interface Window {
    /** Set before the page loads for rows and bars of one's own. */
    station?: Station;
    harness: Harness;
  }
}

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const zone = zoneOf(asked.get('zone') ?? 'Europe/Dublin');
const now = new Date(asked.get('now') ?? Date.now());
const station =
  window.station ??
  stationOf(number('rows', 40), number('bars', 400), number('days', 14), now.getTime(), zone.name);

function Page() {
  const [bars, setBars] = useState(station.bars);
  const [zoom, setZoom] = useState((asked.get('zoom') ?? 'week') as Zoom);
  const at = asked.get('at');
  const [period, setPeriod] = useState<Period>(() =>
    windowAround(at ? Date.parse(at) : now.getTime(), zoom, zone),
  );
  const [selected, setSelected] = useState<string>();
  const tell = (name: string, args: unknown) => window.harness.calls.push({ name, with: args });
  useEffect(() => {
    window.harness.push = setBars;
    window.harness.bars = bars;
  }, [bars]);
  return (
    <div style={{ height: '100%', padding: 12, boxSizing: 'border-box' }}>
      <Timeline
        rows={station.rows}
        bars={bars}
        window={period}
        zone={zone.name}
        zoom={zoom}
        {...(at ? { at: Date.parse(at) } : {})}
        {...(asked.has('clock') ? {} : { now })}
        {...(selected === undefined ? {} : { selectedId: selected })}
        readOnly={asked.has('readOnly')}
        rowsLabel="facilities"
        onWindowChange={(next) => {
          tell('window', [next.start.getTime(), next.end.getTime()]);
          setPeriod(next);
        }}
        onZoomChange={setZoom}
        onCreate={(place) => tell('create', place)}
        onChange={async (change) => {
          tell('change', change);
          const { reply } = window.harness;
          if (typeof reply === 'object') throw new Error(reply.refuse);
          if (reply === 'open') {
            await new Promise<void>((resolve, reject) => {
              window.harness.answer = (refusal) =>
                refusal === undefined ? resolve() : reject(new Error(refusal));
            });
          }
          const { barId, rowId, start, end } = change;
          setBars((before) =>
            before.map((bar) =>
              bar.id === barId
                ? {
                    ...bar,
                    rowId,
                    start,
                    end,
                    holdStart: start - (bar.start - bar.holdStart),
                    holdEnd: end + (bar.holdEnd - bar.end),
                    version: bar.version + 1,
                  }
                : bar,
            ),
          );
        }}
        onOpen={(barId) => {
          tell('open', barId);
          setSelected(barId);
        }}
        onHelp={() => tell('help', null)}
      />
    </div>
  );
}

window.harness = { calls: [], reply: 'save', answer: null, push: () => undefined, bars: [] };
const scheme = asked.get('scheme') === 'dark' ? 'dark' : 'light';
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
performance.mark('render');
createRoot(root).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
    <Page />
  </MantineProvider>,
);
