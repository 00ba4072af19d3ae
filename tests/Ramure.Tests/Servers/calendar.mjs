// A reader of iCalendar that is not the product's: node calendar.mjs < calendar.ics. Prints what it understood, instants as UTC by the calendar's own time zones.
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';

const root = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const zones = root.getAllSubcomponents('vtimezone').map(zone => new ICAL.Timezone(zone));
zones.forEach(zone => ICAL.TimezoneService.register(zone));
const instant = time => new Date(time.toUnixTime() * 1000).toISOString();
const events = root.getAllSubcomponents('vevent').map(component => {
  const event = new ICAL.Event(component);
  const [organizer, attendee] = ['organizer', 'attendee'].map(name => component.getFirstProperty(name));
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: instant(event.startDate),
    end: instant(event.endDate),
    zone: component.getFirstProperty('dtstart').getParameter('tzid') ?? 'UTC',
    stamp: instant(component.getFirstPropertyValue('dtstamp')),
    summary: event.summary,
    location: event.location,
    description: event.description,
    url: component.getFirstPropertyValue('url'),
    status: component.getFirstPropertyValue('status'),
    organizer: organizer.getFirstValue(),
    attendee: attendee.getFirstValue(),
    attendees: event.attendees.length,
    partstat: attendee.getParameter('partstat'),
  };
});
console.log(JSON.stringify({
  version: root.getFirstPropertyValue('version'),
  prodid: root.getFirstPropertyValue('prodid'),
  method: root.getFirstPropertyValue('method'),
  zones: zones.map(zone => zone.tzid),
  events,
}));
