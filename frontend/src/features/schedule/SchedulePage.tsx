import { Alert, Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconClockSearch, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import { PageHeader } from '@/ui/PageHeader';
import { zoneName } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { mondayOf, sameClock, viewerZone, wallTimeOf } from '@/ui/time/zone';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { NOTHING_SOUGHT } from './availability';
import type { Asked } from './batches/asking';
import { BatchDialog } from './batches/BatchDialog';
import { BulkBar } from './batches/BulkBar';
import { ManyMenu } from './batches/ManyMenu';
import { useSelection } from './batches/selection';
import { Agenda } from './components/Agenda';
import { EventPanel } from './components/EventPanel';
import { FindPanel } from './components/FindPanel';
import { ExportMenu } from './components/ExportMenu';
import { ScheduleFilterBar } from './components/ScheduleFilterBar';
import { TimelineView } from './components/TimelineView';
import { WeekList } from './components/WeekList';
import { AgendaNavigation, MonthNavigation, WeekNavigation } from './components/PeriodNavigation';
import { eventQueryOf, type ScheduleFilter } from './filters';
import { rowKindOf } from './rowsAndBars';
import { MonthView } from './month/MonthView';
import { daysOn, switchedTo, viewOf, VIEWS, type View } from './views';
import { useScheduleKeys } from './useScheduleKeys';
import { useScheduleZone } from './zones';

const NOTHING_NEW = {
  open: null,
  new_start: null,
  new_end: null,
  new_facility: null,
  new_person: null,
  new_item: null,
  new_pool: null,
};

export function SchedulePage() {
  const [filters, setFilters] = useFilters<ScheduleFilter>();
  const link = useFilterLink();
  const { zone, choices: zones } = useScheduleZone(filters.zone);
  const rights = useRights();
  const phone = useMediaQuery('(width < 48em)', undefined, { getInitialValueInEffect: false });
  const now = useNow();
  const view = viewOf(filters, phone);
  const onTimeline = view === 'timeline';
  const day = filters.day ?? wallTimeOf(now, zone).day;
  const [firstDay, days] = daysOn(view, filters, day, zone, now);
  const views = VIEWS.filter(({ value }) => !phone || value !== 'timeline');
  const { at, day: chosen } = filters;
  const show = (next: View) => setFilters(switchedTo(next, { at, day: chosen }, zone));
  useScheduleKeys({ view, at, day: chosen, zone, mayEdit: rights.editSchedule, setFilters });

  const selection = useSelection();
  const [asked, setAsked] = useState<Asked>();

  const goTo = (to: string | null) => setFilters({ day: to, weeks: null });
  const instant = (at: string | undefined) => (at ? Date.parse(at) : undefined);
  return (
    <WithPanel
      filled={onTimeline}
      panel={
        filters.open === 'find' ? (
          <FindPanel
            filters={filters}
            setFilters={setFilters}
            zone={zone}
            onClose={() => setFilters({ ...NOTHING_NEW, ...NOTHING_SOUGHT })}
          />
        ) : (
          filters.open && (
            <EventPanel
              key={`${filters.open}${filters.new_start ?? ''}${filters.new_facility ?? ''}`}
              id={filters.open}
              prefilled={{
                start: instant(filters.new_start),
                end: instant(filters.new_end),
                facility: filters.new_facility,
                person: filters.new_person,
                item: filters.new_item,
                pool: filters.new_pool,
              }}
              onClose={() => setFilters(NOTHING_NEW)}
            />
          )
        )
      }
    >
      <PageHeader
        title="Schedule"
        sub={sameClock(now, zone, viewerZone()) ? undefined : `in ${zoneName(zone)}`}
      >
        <ExportMenu query={eventQueryOf(filters, zone, firstDay, days)} />
        <Button
          variant="default"
          component={Link}
          to={link({ ...NOTHING_NEW, open: 'find' })}
          leftSection={<IconClockSearch size={16} aria-hidden />}
        >
          Find a time
        </Button>
        {rights.editSchedule && <ManyMenu day={firstDay} onAsk={setAsked} />}
        {rights.importSchedule && (
          <Button
            variant="default"
            component={Link}
            to="/import"
            leftSection={<IconFileImport size={16} aria-hidden />}
          >
            Import
          </Button>
        )}
        {rights.editSchedule && (
          <Button
            component={Link}
            to={link({ ...NOTHING_NEW, open: 'new' })}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            New event
          </Button>
        )}
      </PageHeader>
      <ScheduleFilterBar
        filters={filters}
        setFilters={setFilters}
        withSearch={!onTimeline || filters.q !== undefined}
        folded={phone}
        zone={zone}
        zones={zones}
      >
        <SegmentedControl aria-label="View" data={views} value={view} onChange={show} />
        {view === 'list' && <WeekNavigation day={day} onDay={goTo} />}
        {view === 'month' && <MonthNavigation day={day} onDay={goTo} />}
        {view === 'agenda' && <AgendaNavigation day={day} onDay={goTo} />}
        {onTimeline && (
          <SegmentedControl
            aria-label="Rows"
            data={[
              { value: 'facility', label: 'Facilities' },
              { value: 'person', label: 'People' },
              { value: 'equipment', label: 'Equipment' },
            ]}
            value={rowKindOf(filters)}
            onChange={(rows) => setFilters({ rows: rows === 'facility' ? null : rows })}
          />
        )}
      </ScheduleFilterBar>
      {phone && filters.view === 'timeline' && (
        <Alert variant="default" mb="md">
          The timeline wants a wide screen. Here is the week as a list.
        </Alert>
      )}
      {view === 'list' && (
        <WeekList
          filters={filters}
          week={mondayOf(day)}
          zone={zone}
          selection={rights.editSchedule ? selection : undefined}
        />
      )}
      {view === 'month' && (
        <MonthView filters={filters} setFilters={setFilters} day={day} zone={zone} />
      )}
      {view === 'agenda' && (
        <Agenda filters={filters} setFilters={setFilters} first={day} zone={zone} />
      )}
      {onTimeline && (
        <TimelineView
          key={zone}
          filters={filters}
          setFilters={setFilters}
          zone={zone}
          selection={selection}
        />
      )}
      <BulkBar selection={selection} onAsk={setAsked} />
      {asked && (
        <BatchDialog
          asked={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            selection.clear();
          }}
        />
      )}
    </WithPanel>
  );
}
