import { useRef, useState } from 'react';
import type { Proposal } from './Ghost';
import { Cell } from './cell';
import { findClash, surroundingsOf, type Surroundings } from './clash';
import { candidateOf, type Drag } from './drag';
import type { Layout } from './layout';
import type { LiveBars } from './live';

interface Proposals {
  readonly proposal: Cell<Proposal | null>;
  /** Shows what a change would do. The first one of a change stops everything else from moving. */
  readonly propose: (drag: Drag, by: Proposal['by']) => Proposal;
  /** The change is made or dropped: the others' changes come in. */
  readonly finish: () => void;
}

/** The one change that is being made, by pointer or by keyboard. */
export function useProposals(live: LiveBars, layout: Layout): Proposals {
  const [proposal] = useState(() => new Cell<Proposal | null>(null));
  const open = useRef<{ around: Surroundings; thaw: () => void } | null>(null);

  const propose = (drag: Drag, by: Proposal['by']): Proposal => {
    open.current ??= {
      thaw: live.freeze(),
      around: surroundingsOf(drag.bar, live.snapshot().bars, (rowId) => {
        const laid = layout.rows.get(rowId);
        if (!laid) return undefined;
        const { name, fullName = name, pieces } = laid.row;
        return { name: fullName, holds: laid.holds, pieces };
      }),
    };
    const clash = findClash(candidateOf(drag.place, drag.bar), open.current.around);
    const next = { drag, clash, by };
    proposal.set(next);
    return next;
  };

  const finish = () => {
    proposal.set(null);
    open.current?.thaw();
    open.current = null;
  };

  return { proposal, propose, finish };
}
