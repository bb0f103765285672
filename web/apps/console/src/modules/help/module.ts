import { QuestionFilled } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'help',
  pages: [{ name: 'help', path: '/help/:topic?', title: menu.title, menu: { group: 'own', order: 90, icon: QuestionFilled }, component: () => import('./HelpPage.vue') }],
})
