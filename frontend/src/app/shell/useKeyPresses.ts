import { useEffect } from 'react';
import { pressKey } from '@/ui/keys';

export function useKeyPresses() {
  useEffect(() => {
    window.addEventListener('keydown', pressKey);
    return () => window.removeEventListener('keydown', pressKey);
  }, []);
}
