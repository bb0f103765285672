import { DataLine, HomeFilled } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'home',
  pages: [
    { name: 'home', path: '/', title: t.title, menu: { group: 'work', order: 10, icon: HomeFilled }, component: () => import('./Home.vue') },
    {
      name: 'home.figure',
      path: '/figures/:code?',
      title: t.figures,
      permission: 'figure.read',
      menu: { group: 'work', order: 30, icon: DataLine },
      component: () => import('./FigureDrill.vue'),
    },
  ],
})
