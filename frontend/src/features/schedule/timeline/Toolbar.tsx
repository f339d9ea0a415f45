import {
  ActionIcon,
  Button,
  CloseButton,
  Group,
  NativeSelect,
  TextInput,
  Tooltip,
} from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconSearch,
  IconTable,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import classes from './Timeline.module.css';
import { ZOOM_LEVELS } from './scale';
import type { Zoom } from './types';
import type { Viewport } from './viewport';
import { rangeText } from './words';
import type { Zone } from './zone';

interface ToolbarProps {
  readonly viewport: Viewport;
  readonly zone: Zone;
  readonly zoom: Zoom;
  readonly search: string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly rowsLabel: string;
  readonly asTable: boolean;
  readonly onSearch: (text: string) => void;
  readonly onLeaveSearch: () => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onZoomStep: (step: -1 | 1) => void;
  readonly onToday: () => void;
  readonly onPage: (step: -1 | 1) => void;
  readonly onTable: () => void;
  readonly onHelp: () => void;
  readonly children?: ReactNode;
}

export function Toolbar(props: ToolbarProps) {
  const { zoom, search, searchRef, rowsLabel, asTable } = props;
  return (
    <Group className={classes.toolbar} gap="xs" wrap="wrap">
      <TextInput
        ref={searchRef}
        size="xs"
        className={classes.search}
        placeholder={`Search ${rowsLabel} or titles`}
        aria-label={`Search ${rowsLabel} or titles`}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          search === '' ? (
            <kbd className={classes.key}>/</kbd>
          ) : (
            <CloseButton size="xs" aria-label="Clear search" onClick={() => props.onSearch('')} />
          )
        }
        value={search}
        onChange={(event) => props.onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          event.preventDefault();
          if (event.key === 'Escape') props.onSearch('');
          props.onLeaveSearch();
        }}
      />
      <Group gap={4} wrap="nowrap">
        <IconAction label="Back" onClick={() => props.onPage(-1)}>
          <IconChevronLeft size={16} />
        </IconAction>
        <Button size="compact-sm" variant="default" onClick={props.onToday}>
          Today
        </Button>
        <IconAction label="Forward" onClick={() => props.onPage(1)}>
          <IconChevronRight size={16} />
        </IconAction>
      </Group>
      <Range viewport={props.viewport} zone={props.zone} />
      <div className={classes.gap} />
      {props.children}
      <Group gap={4} wrap="nowrap">
        <IconAction label="Zoom out" keys="−" onClick={() => props.onZoomStep(-1)}>
          <IconZoomOut size={16} />
        </IconAction>
        <NativeSelect
          size="xs"
          aria-label="Zoom"
          className={classes.zoom}
          value={zoom}
          data={ZOOM_LEVELS.map((level) => ({ value: level.zoom, label: level.label }))}
          onChange={(event) => {
            const next = ZOOM_LEVELS.find((level) => level.zoom === event.currentTarget.value);
            if (next) props.onZoom(next.zoom);
          }}
        />
        <IconAction label="Zoom in" keys="+" onClick={() => props.onZoomStep(1)}>
          <IconZoomIn size={16} />
        </IconAction>
      </Group>
      <Group gap={4} wrap="nowrap">
        <IconAction label="Show as a table" pressed={asTable} onClick={props.onTable}>
          <IconTable size={16} />
        </IconAction>
        <IconAction label="All keys" keys="?" onClick={props.onHelp}>
          <IconKeyboard size={16} />
        </IconAction>
      </Group>
    </Group>
  );
}

interface IconActionProps {
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function IconAction({ label, keys, pressed, onClick, children }: IconActionProps) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`} openDelay={500}>
      <ActionIcon
        size="md"
        variant={pressed === true ? 'filled' : 'default'}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The days in view; rendered again only when they change, not with every pixel. */
function Range({ viewport, zone }: { readonly viewport: Viewport; readonly zone: Zone }) {
  const text = useSyncExternalStore(viewport.follow, () => {
    const { start, end } = viewport.visible();
    return rangeText(zone, start, Math.max(end, start + 1));
  });
  return (
    <div className={classes.range}>
      <strong>{text}</strong>{' '}
      <span className={classes.zoneName}>{zone.name.replace('_', ' ')}</span>
    </div>
  );
}
