// What a plot of a result is, in the words of ECharts. Drawn on white, so that it can be read on a dark page, too.
const OURS = '#1f6feb';
const PEER = '#9aa4ae';
const TEXT = '#1f2328';
const FAINT = '#d8dee4';
const LINES = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700', '#8250df', '#57606a'];
// No quotes: ECharts puts it into attributes as it is.
const FONT = 'system-ui, Helvetica, Arial, sans-serif';
/** At the most: which font a reader has is not known here, and ECharts guesses too little. */
const LETTER_WIDTH = 7.6;
const WIDTH = 860;
const BAR_HEIGHT = 30;
const LINES_HEIGHT = 380;

/** `{ option, width, height }` for ECharts. */
export function chartOf(plot) {
  if (plot.kind === 'bars') return barChart(plot);
  if (plot.kind === 'lines') return lineChart(plot);
  throw new Error(`Plot ${plot.id}: no kind "${plot.kind}"; there are bars, lines`);
}

function barChart({ caption, unit, bars }) {
  // ECharts draws from below.
  const sorted = bars.filter(({ value }) => Number.isFinite(value)).sort((a, b) => b.value - a.value);
  const longestName = Math.max(...sorted.map(({ name }) => name.length));
  const height = 120 + sorted.length * BAR_HEIGHT;
  const option = {
    ...common(caption),
    grid: { left: 20 + longestName * LETTER_WIDTH, right: 90, top: 64, bottom: 52 },
    xAxis: { ...valueAxis(unit), type: 'value', min: 0 },
    yAxis: {
      type: 'category',
      data: sorted.map(({ name }) => name.replaceAll('`', '')),
      axisLabel: { color: TEXT, fontSize: 13, formatter: (name) => name },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: PEER } },
    },
    series: [
      {
        type: 'bar',
        barWidth: '62%',
        data: sorted.map(({ value, peer }) => ({
          value,
          itemStyle: { color: peer === false ? OURS : PEER },
        })),
      },
      // Quartiles, and beyond them the figure.
      { type: 'custom', data: sorted.map(whisker), renderItem: drawWhisker, z: 5 },
    ],
  };
  return { option, width: WIDTH, height };
}

function whisker({ value, low = value, high = value }, index) {
  return [value, index, low, high];
}

function drawWhisker(_params, api) {
  const [value, index, low, high] = [0, 1, 2, 3].map((dimension) => api.value(dimension));
  const [from, y] = api.coord([low, index]);
  const [to] = api.coord([high, index]);
  const [end] = api.coord([value, index]);
  const line = (x1, y1, x2, y2) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: TEXT, lineWidth: 1.2 },
  });
  const whiskers =
    high > low ? [line(from, y, to, y), line(from, y - 5, from, y + 5), line(to, y - 5, to, y + 5)] : [];
  const label = {
    type: 'text',
    x: Math.max(end, to) + 8,
    y,
    style: { text: shortNumber(value), fill: TEXT, font: `13px ${FONT}`, textVerticalAlign: 'middle' },
  };
  return { type: 'group', children: [...whiskers, label] };
}

function lineChart({ caption, x, y, series }) {
  const option = {
    ...common(caption),
    color: LINES,
    grid: { left: 24, right: 30, top: series.length > 1 ? 100 : 74, bottom: 44, containLabel: true },
    ...(series.length > 1 && { legend: LEGEND }),
    xAxis: { ...axisOfTime(x), min: 'dataMin', max: 'dataMax' },
    yAxis: {
      ...valueAxis(y),
      type: 'value',
      min: 0,
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: yName(),
    },
    series: series.map(({ name, points }) => ({
      name,
      type: 'line',
      data: points,
      showSymbol: points.length <= 12,
      lineStyle: { width: 1.6 },
    })),
  };
  return { option, width: WIDTH, height: LINES_HEIGHT };
}

const LEGEND = {
  top: 42,
  left: 16,
  icon: 'roundRect',
  itemWidth: 16,
  itemHeight: 8,
  itemGap: 48,
  textStyle: { color: TEXT },
};

function common(caption) {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, color: TEXT },
    title: { text: caption, left: 16, top: 12, textStyle: { fontSize: 15, color: TEXT } },
  };
}

function valueAxis(name) {
  return {
    name,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: { color: TEXT, fontSize: 13 },
    axisLabel: { color: TEXT, fontSize: 12, formatter: (value) => value.toLocaleString('en') },
    axisLine: { show: true, lineStyle: { color: PEER } },
    splitLine: { lineStyle: { color: FAINT } },
  };
}

/** The last value is rarely a round one, and stands close to its neighbour. */
function axisOfTime(name) {
  const axis = valueAxis(name);
  return { ...axis, type: 'value', axisLabel: { ...axis.axisLabel, showMaxLabel: false } };
}

function yName() {
  return { color: TEXT, fontSize: 13, align: 'left', padding: [0, 0, 0, -30] };
}

function shortNumber(value) {
  return value.toLocaleString('en', { maximumSignificantDigits: value >= 1000 ? 4 : 3 });
}
