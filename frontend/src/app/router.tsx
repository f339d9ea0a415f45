import { createBrowserRouter, Navigate } from 'react-router';
import { Loading } from '@/ui/Loading';
import { NotFoundPage, RouteError } from './RouteError';
import { SignedInOnly } from './SignedInOnly';

// Pages are loaded when they are first opened: a phone that only wants Today loads only Today.
export const router = createBrowserRouter(
  [
    {
      errorElement: <RouteError />,
      HydrateFallback: Loading,
      children: [
        {
          path: 'sign-in',
          lazy: async () => ({
            Component: (await import('@/features/session/SignInPage')).SignInPage,
          }),
        },
        {
          path: 'forgot-password',
          lazy: async () => ({
            Component: (await import('@/features/session/ForgotPasswordPage')).ForgotPasswordPage,
          }),
        },
        {
          path: 'set-password',
          lazy: async () => ({
            Component: (await import('@/features/session/SetPasswordPage')).SetPasswordPage,
          }),
        },
        {
          Component: SignedInOnly,
          children: [
            { index: true, element: <Navigate to="/today" replace /> },
            {
              path: 'today',
              lazy: async () => ({
                Component: (await import('@/features/today/TodayPage')).TodayPage,
              }),
            },
            {
              path: 'schedule',
              lazy: async () => ({
                Component: (await import('@/features/schedule/SchedulePage')).SchedulePage,
              }),
            },
            {
              path: 'schedule/templates',
              lazy: async () => ({
                Component: (await import('@/features/schedule/templates/TemplatesPage'))
                  .TemplatesPage,
              }),
            },
            {
              path: 'schedule/batches',
              lazy: async () => ({
                Component: (await import('@/features/schedule/batches/BatchesPage')).BatchesPage,
              }),
            },
            {
              path: 'tickets',
              lazy: async () => ({
                Component: (await import('@/features/tickets/TicketsPage')).TicketsPage,
              }),
            },
            {
              path: 'tickets/:place/:id',
              lazy: async () => ({
                Component: (await import('@/features/tickets/TicketAddress')).TicketAddress,
              }),
            },
            {
              path: 'change-requests',
              lazy: async () => ({
                Component: (await import('@/features/tickets/ChangeRequestsPage'))
                  .ChangeRequestsPage,
              }),
            },
            {
              path: 'report-incident',
              lazy: async () => ({
                Component: (await import('@/features/tickets/ReportIncidentPage'))
                  .ReportIncidentPage,
              }),
            },
            {
              path: 'system-check',
              lazy: async () => ({
                Component: (await import('@/features/checks/SystemChecksPage')).SystemChecksPage,
              }),
            },
            {
              path: 'system-check/checklists',
              lazy: async () => ({
                Component: (await import('@/features/checks/ChecklistsPage')).ChecklistsPage,
              }),
            },
            {
              path: 'system-check/:id',
              lazy: async () => ({
                Component: (await import('@/features/checks/SystemCheckPage')).SystemCheckPage,
              }),
            },
            {
              path: 'my-time',
              lazy: async () => ({
                Component: (await import('@/features/time/MyTimePage')).MyTimePage,
              }),
            },
            {
              path: 'approvals',
              lazy: async () => ({
                Component: (await import('@/features/time/ApprovalsPage')).ApprovalsPage,
              }),
            },
            {
              path: 'facilities',
              lazy: async () => ({
                Component: (await import('@/features/facilities/FacilitiesPage')).FacilitiesPage,
              }),
            },
            {
              path: 'locations',
              lazy: async () => ({
                Component: (await import('@/features/facilities/LocationsPage')).LocationsPage,
              }),
            },
            {
              path: 'equipment',
              lazy: async () => ({
                Component: (await import('@/features/equipment/EquipmentPage')).EquipmentPage,
              }),
            },
            {
              path: 'equipment/kits',
              lazy: async () => ({
                Component: (await import('@/features/equipment/KitsPage')).KitsPage,
              }),
            },
            {
              path: 'equipment/pools',
              lazy: async () => ({
                Component: (await import('@/features/equipment/PoolsPage')).PoolsPage,
              }),
            },
            {
              path: 'people',
              lazy: async () => ({
                Component: (await import('@/features/people/PeoplePage')).PeoplePage,
              }),
            },
            {
              path: 'import',
              lazy: async () => ({
                Component: (await import('@/features/imports/ImportsPage')).ImportsPage,
              }),
            },
            {
              path: 'import/:id',
              lazy: async () => ({
                Component: (await import('@/features/imports/ImportPage')).ImportPage,
              }),
            },
            {
              path: 'admin/audit',
              lazy: async () => ({
                Component: (await import('@/features/admin/AuditPage')).AuditPage,
              }),
            },
            {
              path: 'admin/record',
              lazy: async () => ({
                Component: (await import('@/features/admin/RecordPage')).RecordPage,
              }),
            },
            {
              path: 'admin/settings',
              lazy: async () => ({
                Component: (await import('@/features/settings/SettingsPage')).SettingsPage,
              }),
            },
            {
              path: 'admin/retention',
              lazy: async () => ({
                Component: (await import('@/features/settings/RetentionPage')).RetentionPage,
              }),
            },
            {
              path: 'admin/shift-patterns',
              lazy: async () => ({
                Component: (await import('@/features/settings/ShiftPatternsPage'))
                  .ShiftPatternsPage,
              }),
            },
            {
              path: 'admin/incident-types',
              lazy: async () => ({
                Component: (await import('@/features/settings/IncidentTypesPage'))
                  .IncidentTypesPage,
              }),
            },
            {
              path: 'admin/sources',
              lazy: async () => ({
                Component: (await import('@/features/settings/sources/SourcesPage')).SourcesPage,
              }),
            },
            {
              path: 'admin/dead-letters',
              lazy: async () => ({
                Component: (await import('@/features/admin/DeadLettersPage')).DeadLettersPage,
              }),
            },
            {
              path: 'admin/health',
              lazy: async () => ({
                Component: (await import('@/features/admin/StationHealthPage')).StationHealthPage,
              }),
            },
            {
              path: 'notifications',
              lazy: async () => ({
                Component: (await import('@/features/notifications/NotificationsPage'))
                  .NotificationsPage,
              }),
            },
            {
              path: 'calendar-feeds',
              lazy: async () => ({
                Component: (await import('@/features/feeds/CalendarFeedsPage')).CalendarFeedsPage,
              }),
            },
            {
              path: 'account/notifications',
              lazy: async () => ({
                Component: (await import('@/features/notifications/PreferencesPage'))
                  .PreferencesPage,
              }),
            },
            {
              path: 'account/tokens',
              lazy: async () => ({
                Component: (await import('@/features/session/ApiTokensPage')).ApiTokensPage,
              }),
            },
            {
              path: 'admin/sign-in',
              lazy: async () => ({
                Component: (await import('@/features/admin/SignInsPage')).SignInsPage,
              }),
            },
            {
              path: 'account',
              lazy: async () => ({
                Component: (await import('@/features/session/AccountPage')).AccountPage,
              }),
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ],
  { basename: '/console' },
);
