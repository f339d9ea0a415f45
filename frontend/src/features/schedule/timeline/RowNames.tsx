import { memo } from 'react';
import classes from './Timeline.module.css';
import type { GroupItem, LaidRow } from './layout';

interface GroupNameProps {
  readonly item: GroupItem;
  readonly onFold: (name: string) => void;
}

/** The heading of a group, which folds it. */
export const GroupName = memo(function GroupName({ item, onFold }: GroupNameProps) {
  return (
    <div
      className={classes.groupName}
      style={{ height: item.height, transform: `translateY(${item.top}px)` }}
    >
      <button
        type="button"
        className={classes.fold}
        aria-expanded={!item.folded}
        onClick={() => onFold(item.name)}
      >
        <span className={classes.chevron} aria-hidden="true" />
        <span className={classes.groupText}>{item.name}</span>
        <span className={classes.count}>{item.count}</span>
      </button>
    </div>
  );
});

interface RowNameProps {
  readonly laid: LaidRow;
  readonly top: number;
}

export const RowName = memo(function RowName({ laid, top }: RowNameProps) {
  const { row, height } = laid;
  return (
    <div
      className={classes.rowName}
      title={row.sub === undefined ? row.name : `${row.name}, ${row.sub}`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <span className={classes.rowText}>{row.name}</span>
      {row.sub !== undefined && <span className={classes.rowSub}>{row.sub}</span>}
    </div>
  );
});
