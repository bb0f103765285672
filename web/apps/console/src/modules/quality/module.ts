import { DataAnalysis } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'quality',
  pages: [{ name: 'quality.table', path: '/quality', title: menu.title, permission: 'figure.read', menu: { group: 'work', order: 34, icon: DataAnalysis }, component: () => import('./QualityTable.vue') }],
})
