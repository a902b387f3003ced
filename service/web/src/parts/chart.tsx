import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

const HEIGHT = 160;

export interface Series {
  label: string;
  colour: string;
}

/** Lines over time. `data` is the times in seconds, then one list of values for each of the series. */
export function Chart(props: {
  title: string;
  unit: string;
  series: readonly Series[];
  data: uPlot.AlignedData;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  // The lines of a chart never change, its data does below
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const axis = { stroke: 'currentColor', grid: { stroke: 'rgb(128 128 128 / 20%)' } };
    const made = new uPlot(
      {
        title: props.title,
        width: element.clientWidth,
        height: HEIGHT,
        axes: [
          axis,
          { ...axis, values: (_, ticks) => ticks.map((tick) => `${tick} ${props.unit}`), size: 80 },
        ],
        series: [{}, ...props.series.map(({ label, colour }) => ({ label, stroke: colour, width: 2 }))],
      },
      props.data,
      element,
    );
    plot.current = made;
    const follow = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    follow.observe(element);
    return () => {
      follow.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(props.data), [props.data]);
  return <div class="chart" ref={place} />;
}
