// @ts-check
/** Loads the chart library beside the page, which does not wait for it. */
import { provide } from 'app/charts/engine.js';
import * as echarts from 'echarts';

provide(echarts);
