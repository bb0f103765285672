import { DataLine, HomeFilled } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'home',
  pages: [
    { name: 'home', path: '/', title: menu.title, menu: { group: 'work', order: 10, icon: HomeFilled }, component: () => import('./Home.vue') },
    {
      name: 'home.figure',
      path: '/figures/:code?',
      title: menu.figures,
      permission: 'figure.read',
      menu: { group: 'work', order: 30, icon: DataLine },
      component: () => import('./FigureDrill.vue'),
    },
  ],
})
