import { DataBoard, DocumentChecked, PieChart } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'figure',
  pages: [
    { name: 'figure.table', path: '/data', title: t.table, permission: 'figure.read', menu: { group: 'work', order: 31, icon: DataBoard }, component: () => import('./FigureTable.vue') },
    { name: 'figure.charts', path: '/charts', title: t.charts, permission: 'figure.read', menu: { group: 'work', order: 33, icon: PieChart }, component: () => import('./FigureCharts.vue') },
    { name: 'figure.screen', path: '/screen', title: t.screen, permission: 'figure.read', parent: 'figure.charts', bare: true, component: () => import('./FigureScreen.vue') },
    { name: 'figure.records', path: '/data/:code', title: t.records, permission: 'figure.read', parent: 'figure.table', component: () => import('./RecordList.vue') },
    { name: 'figure.reports', path: '/reports', title: t.reports, permission: 'figure.read', menu: { group: 'work', order: 32, icon: DocumentChecked }, component: () => import('./ReportList.vue') },
    { name: 'figure.report', path: '/reports/:id', title: t.report, permission: 'figure.read', parent: 'figure.reports', component: () => import('./ReportDetail.vue') },
  ],
})
