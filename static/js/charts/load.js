// @ts-check
/** Hands over the chart library. Nothing imports this module: it is started when it is needed. */
import { provide } from 'app/charts/echarts.js';
import * as echarts from 'echarts';

provide(echarts);
