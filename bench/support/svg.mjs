import { init } from 'echarts';
import { chartOf } from './plots.mjs';

/** A plot as the text of an SVG file; the same plot gives the same text. */
export function svgOf(plot) {
  const { option, width, height } = chartOf(plot);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return `${steady(chart.renderToSVGString())}\n`;
  } finally {
    chart.dispose();
  }
}

/** ECharts numbers its ids through the life of the process. */
function steady(svg) {
  const ids = [...new Set(svg.match(/\bzr\d+-[\w-]+/g))];
  return ids.reduce(
    (text, id, index) => text.replaceAll(new RegExp(`\\b${id}(?![\\w-])`, 'g'), `id${index}`),
    svg,
  );
}
