// Draws each [data-chart] from the JSON beside it, in the theme's colours, then folds its table.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, MarkLineComponent, ScatterChart, SVGRenderer, TooltipComponent]);

const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
const drawn = [];

function themed(option, title, narrow) {
  const tokens = getComputedStyle(document.documentElement);
  const token = name => tokens.getPropertyValue(name).trim();
  const { unit, decimals = 0, yesNo = false } = option.ramure ?? {};
  const number = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const short = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: Math.max(decimals, 1) });
  const word = v => (v === 1 ? 'oui' : v === 0 ? 'non' : '');
  const text = { color: token('--r-ink-soft'), fontFamily: token('--r-font-text'), fontSize: 13 };
  const axis = given => ({
    axisLine: { lineStyle: { color: token('--r-line-strong') } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: token('--r-line') } },
    ...given,
    axisLabel: { ...text, hideOverlap: true, ...(given.type === 'value' ? { formatter: v => (yesNo ? word(v) : short.format(v)) } : {}), ...given.axisLabel },
  });
  const list = given => (Array.isArray(given) ? given : [given ?? {}]).map(axis);
  const series = (option.series ?? []).map((one, i) => ({
    ...(one.type === 'line' ? { symbol: symbols[i % symbols.length], symbolSize: 8, lineStyle: { width: 2.5, ...one.lineStyle } } : {}),
    ...(one.type === 'bar' ? { barMaxWidth: 36 } : {}),
    ...one,
    ...(one.type === 'line' ? { lineStyle: { width: 2.5, ...one.lineStyle } } : {}),
  }));
  const { ramure, ...rest } = option;
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    color: [1, 2, 3, 4, 5, 6].map(i => token(`--r-series-${i}`)),
    textStyle: text,
    aria: { enabled: true, label: { description: `${title}. Le tableau qui suit donne les mêmes valeurs.` }, decal: { show: series.filter(s => s.type === 'bar').length > 1 } },
    grid: { left: 8, right: 16, top: series.length > 1 ? (narrow && series.length > 2 ? 72 : 44) : 20, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: series.length > 1 ? { top: 0, left: 0, itemGap: 18, textStyle: { ...text, color: token('--r-ink') } } : undefined,
    tooltip: {
      trigger: 'axis',
      // Drawn, not HTML: the page's security policy refuses style attributes.
      renderMode: 'richText',
      confine: true,
      backgroundColor: token('--r-surface'),
      borderColor: token('--r-line-strong'),
      textStyle: { ...text, color: token('--r-ink') },
      valueFormatter: v => (v === null || v === undefined || v === '-' ? '–' : yesNo ? word(v) : number.format(v) + (unit ? `\u00a0${unit}` : '')),
    },
    ...rest,
    xAxis: list(option.xAxis),
    yAxis: list(option.yAxis),
    series,
  };
}

function draw(place) {
  const option = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.hidden = false;
  const chart = init(place, null, { renderer: 'svg', locale: 'FR' });
  const show = () => chart.setOption(themed(option, place.dataset.title, place.clientWidth < 480), true);
  show();
  drawn.push({ chart, show });
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    chart.resize();
    show();
  }).observe(place);
  place.parentElement.querySelector('details.chart-table').open = false;
}

for (const place of document.querySelectorAll('[data-chart]')) draw(place);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach(d => d.show()));
