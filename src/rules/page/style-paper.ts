/** On paper: light, without what can only be pressed, no card torn in two, and no card left out for being off the screen. */
export const paperStyle = `
@media print {
  @page { margin: 14mm; }
  body { background: #fff; font-size: 10pt; }
  .top, main, footer { max-width: none; padding: 0; }
  .filter, .skip, .who, .jump { display: none; }
  .person, .more li { content-visibility: visible; }
  .person, .danger, .tile, .chart, .verdict, .findings li, pre { break-inside: avoid; }
  .person, .panel, .verdict, .tile > * { box-shadow: none; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  ins, del, .badge, .severity, .mark, .verdict, .danger, .tile i::before, .severity::before, .badge::before, .verdict h1::before, .swatch, .chart rect {
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .more::details-content { content-visibility: visible; display: block; }
  .more > summary { display: none; }
}
`;
