import { Checked } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'survey',
  pages: [
    { name: 'survey.list', path: '/surveys', title: menu.title, permission: 'survey.read', menu: { group: 'work', order: 68, icon: Checked }, component: () => import('./SurveyList.vue') },
    { name: 'survey.detail', path: '/surveys/:id', title: menu.detail, permission: 'survey.read', parent: 'survey.list', component: () => import('./SurveyDetail.vue') },
    { name: 'survey.edit', path: '/surveys/:id/edit', title: menu.build, permission: 'survey.update', parent: 'survey.list', component: () => import('./SurveyBuilder.vue') },
    { name: 'survey.texts', path: '/surveys/:id/texts', title: menu.texts, permission: 'survey.read', parent: 'survey.list', component: () => import('./TextList.vue') },
    { name: 'survey.answers', path: '/surveys/:id/answers', title: menu.answers, permission: 'survey.read', parent: 'survey.list', component: () => import('./AnswerList.vue') },
  ],
})
