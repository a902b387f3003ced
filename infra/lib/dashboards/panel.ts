/** Units as Grafana spells them. */
export type Unit = 'short' | 's' | 'ms' | 'bytes' | 'reqps' | 'percentunit' | 'none';

/** One curve, or one per series: a query and what it is called, with `{{label}}` for a label's value. */
export interface Curve {
  expr: string;
  legend: string;
}

export interface Panel {
  title: string;
  /** What a reader should see in it. */
  description: string;
  unit: Unit;
  kind: 'timeseries' | 'stat';
  curves: Curve[];
}

export interface Row {
  title: string;
  panels: Panel[];
}

export interface Dashboard {
  uid: string;
  title: string;
  rows: Row[];
}

/** Panels side by side. */
const COLUMNS = 3;
const GRID = 24;
const HEIGHT = 8;

/** Variables that the person who looks chooses: the source, and the stack by its namespace. */
export const SOURCE = '$source';
export const NAMESPACE = '$namespace';

const REFS = 'ABCDEFGH';

function placed(panel: Panel, id: number, column: number, y: number) {
  const width = GRID / COLUMNS;
  return {
    id,
    type: panel.kind,
    title: panel.title,
    description: panel.description,
    datasource: { type: 'prometheus', uid: SOURCE },
    gridPos: { x: column * width, y, w: width, h: HEIGHT },
    fieldConfig: { defaults: { unit: panel.unit, min: 0 }, overrides: [] },
    options: panel.kind === 'stat' ? { reduceOptions: { calcs: ['lastNotNull'] } } : {},
    targets: panel.curves.map(({ expr, legend }, index) => ({
      refId: REFS[index],
      expr,
      legendFormat: legend,
    })),
  };
}

/** Rows below each other, panels from left to right; ids count on from 1. */
export function layOut(rows: Row[]) {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: own } of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      gridPos: { x: 0, y, w: GRID, h: 1 },
      panels: [],
    });
    y += 1;
    own.forEach((panel, index) => {
      const line = Math.floor(index / COLUMNS) * HEIGHT;
      panels.push(placed(panel, panels.length + 1, index % COLUMNS, y + line));
    });
    y += Math.ceil(own.length / COLUMNS) * HEIGHT;
  }
  return panels;
}
