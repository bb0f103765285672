import { QuestionFilled } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'help',
  pages: [{ name: 'help', path: '/help/:topic?', title: t.title, menu: { group: 'own', order: 90, icon: QuestionFilled }, component: () => import('./HelpPage.vue') }],
})
