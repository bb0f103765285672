import { DataBoard, DocumentChecked, PieChart } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'figure',
  pages: [
    { name: 'figure.table', path: '/data', title: menu.table, permission: 'figure.read', menu: { group: 'work', order: 31, icon: DataBoard }, component: () => import('./FigureTable.vue') },
    { name: 'figure.charts', path: '/charts', title: menu.charts, permission: 'figure.read', menu: { group: 'work', order: 33, icon: PieChart }, component: () => import('./FigureCharts.vue') },
    { name: 'figure.screen', path: '/screen', title: menu.screen, permission: 'figure.read', parent: 'figure.charts', bare: true, component: () => import('./FigureScreen.vue') },
    { name: 'figure.records', path: '/data/:code', title: menu.records, permission: 'figure.read', parent: 'figure.table', component: () => import('./RecordList.vue') },
    { name: 'figure.reports', path: '/reports', title: menu.reports, permission: 'figure.read', menu: { group: 'work', order: 32, icon: DocumentChecked }, component: () => import('./ReportList.vue') },
    { name: 'figure.report', path: '/reports/:id', title: menu.report, permission: 'figure.read', parent: 'figure.reports', component: () => import('./ReportDetail.vue') },
  ],
})
