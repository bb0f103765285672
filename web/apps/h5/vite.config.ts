import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { offlineWorker } from '../../offline-worker'

// The phone pages also run in old WeChat webviews, hence the low targets.
export default defineConfig({
  base: './',
  plugins: [vue(), offlineWorker({ name: 'till', page: '/till/TillHome.vue' })],
  server: { host: '127.0.0.1', port: 5174, proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    target: ['es2019', 'chrome78', 'safari13'],
    rolldownOptions: {
      output: {
        // The first page names every other file; digits of a digest are what does not pack. 42 bits, beside the name, tell versions apart.
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        codeSplitting: {
          groups: [
            { name: 'vant', test: /node_modules[\\/](vant|@vant)/ },
            { name: 'vue', test: /node_modules[\\/](vue|@vue|vue-router|pinia|@tanstack)/ },
          ],
        },
      },
    },
  },
})
