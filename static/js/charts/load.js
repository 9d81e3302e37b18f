// @ts-check
/** Hands over the chart library. Nothing imports this module: it is started when it is needed. */
import { provide } from 'app/charts/echarts.js';
// @ts-expect-error The package has no types for this module; what is used of it is an Engine.
import * as echarts from 'echarts';

provide(echarts);
